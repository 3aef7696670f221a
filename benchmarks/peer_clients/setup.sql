-- 10,000 users of 8 columns, each with 5 posts of 2 tags.
create table users (id uuid primary key, email text not null, name text not null, bio text, age integer,
  is_active boolean not null, created_at timestamptz not null, meta jsonb);
create table posts (id bigint primary key, user_id uuid not null references users, title text not null, body text not null,
  created_at timestamptz not null);
create index on posts (user_id);
create table tags (id integer primary key, name text not null);
create table post_tags (post_id bigint not null references posts, tag_id integer not null references tags,
  primary key (post_id, tag_id));
insert into users select md5(i::text)::uuid, 'user' || i || '@example.com', 'User ' || i,
  case when i % 3 > 0 then repeat('lorem ipsum ', 8) end, case when i % 4 > 0 then 20 + i % 50 end, i % 2 = 0,
  timestamptz '2024-01-01 00:00Z' + i * interval '37.123457 s',
  case when i % 5 > 0 then jsonb_build_object('plan', 'pro', 'n', i) end
  from generate_series(1, 10000) i;
insert into posts select i, md5((1 + i % 10000)::text)::uuid, 'Post ' || i, repeat('body text ', 5 + i % 5),
  timestamptz '2024-06-01 00:00Z' + i * interval '1 s' from generate_series(1, 50000) i;
insert into tags select i, 'tag' || i from generate_series(1, 1000) i;
insert into post_tags select i, 1 + (i + n * 7) % 1000 from generate_series(1, 50000) i, generate_series(0, 1) n;
-- Without a key: the same rows are inserted again and again.
create table new_users (id uuid not null, email text not null, name text not null, bio text, age integer,
  is_active boolean not null, created_at timestamptz not null, meta jsonb);
analyze;
