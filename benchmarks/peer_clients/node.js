// The sides of Drizzle ORM, pg and postgres in benchmarks/peers: node node.js CLIENT FOLDER DATABASE, where the server's
// socket is in FOLDER. Drizzle's queries are prepared, which is its fastest way. Answers as serve.hpp does.
import readline from "node:readline";
import { eq, relations, sql } from "drizzle-orm";
import { drizzle as drizzleOnPg } from "drizzle-orm/node-postgres";
import { drizzle as drizzleOnPostgres } from "drizzle-orm/postgres-js";
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import pg from "pg";
import postgres from "postgres";

const [, , client, folder, database] = process.argv;

const userColumns = () => ({
  id: uuid("id").primaryKey(),
  email: text("email").notNull(),
  name: text("name").notNull(),
  bio: text("bio"),
  age: integer("age"),
  isActive: boolean("is_active").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  meta: jsonb("meta"),
});
const users = pgTable("users", userColumns());
const newUsers = pgTable("new_users", userColumns());
const posts = pgTable("posts", {
  id: bigint("id", { mode: "number" }).primaryKey(),
  userId: uuid("user_id").notNull().references(() => users.id),
  title: text("title").notNull(),
  body: text("body").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
});
const tags = pgTable("tags", { id: integer("id").primaryKey(), name: text("name").notNull() });
const postTags = pgTable(
  "post_tags",
  {
    postId: bigint("post_id", { mode: "number" }).notNull().references(() => posts.id),
    tagId: integer("tag_id").notNull().references(() => tags.id),
  },
  (t) => [primaryKey({ columns: [t.postId, t.tagId] })],
);
const schema = {
  users, newUsers, posts, tags, postTags,
  usersRelations: relations(users, ({ many }) => ({ posts: many(posts) })),
  postsRelations: relations(posts, ({ one, many }) => ({
    author: one(users, { fields: [posts.userId], references: [users.id] }),
    postTags: many(postTags),
  })),
  postTagsRelations: relations(postTags, ({ one }) => ({
    post: one(posts, { fields: [postTags.postId], references: [posts.id] }),
    tag: one(tags, { fields: [postTags.tagId], references: [tags.id] }),
  })),
};

const columns = "id, email, name, bio, age, is_active, created_at, meta";
const texts = {
  some_users: `select ${columns} from users order by id limit 1000`,
  posts_of: "select id, user_id, title, body, created_at from posts where user_id = any($1::uuid[]) order by id",
  tags_of:
    "select pt.post_id, t.id, t.name from post_tags pt join tags t on t.id = pt.tag_id where pt.post_id = any($1::bigint[])",
  by_id: `select ${columns} from users where id = $1`,
  all_users: `select ${columns} from users limit 10000`,
  insert: `insert into new_users (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
};

const newRows = Array.from({ length: 1000 }, (_, i) => ({
  id: `01234567-89ab-4cde-8f01-${String(i).padStart(12, "0")}`,
  email: `user${i}@example.com`,
  name: `User ${i}`,
  bio: i % 3 > 0 ? "x".repeat(96) : null,
  age: i % 4 > 0 ? 20 + (i % 50) : null,
  isActive: i % 2 === 0,
  createdAt: new Date(1704067237123),
  meta: { plan: "pro" },
}));

function expect(good, what) {
  if (!good) throw new Error(what);
}

/** Three queries, joined by their keys, as a hand-written program does without an ORM. */
async function nestedByHand(query) {
  const found = await query("some_users", []);
  const userOf = new Map(found.map((u) => [u.id, Object.assign(u, { posts: [] })]));
  const theirPosts = await query("posts_of", [found.map((u) => u.id)]);
  const postOf = new Map(theirPosts.map((p) => [p.id, Object.assign(p, { tags: [] })]));
  for (const post of theirPosts) userOf.get(post.user_id).posts.push(post);
  for (const tag of await query("tags_of", [theirPosts.map((p) => p.id)])) postOf.get(tag.post_id).tags.push(tag);
  return found;
}

/** `query(name, parameters)` gives rows. */
function byHand(query) {
  return {
    nested: () => nestedByHand(query),
    tagsOf: (post) => post.tags,
    byId: async (id) => (await query("by_id", [id]))[0],
    all: () => query("all_users", []),
    insert: (u) => query("insert", [u.id, u.email, u.name, u.bio, u.age, u.isActive, u.createdAt, u.meta]),
  };
}

function byDrizzle(db) {
  const nested = db.query.users
    .findMany({
      limit: 1000,
      orderBy: (u, { asc }) => asc(u.id),
      with: { posts: { orderBy: (p, { asc }) => asc(p.id), with: { postTags: { with: { tag: true } } } } },
    })
    .prepare("nested");
  const byId = db.select().from(users).where(eq(users.id, sql.placeholder("id"))).prepare("by_id");
  const all = db.select().from(users).limit(10000).prepare("all_users");
  const placeholders = Object.fromEntries(Object.keys(newRows[0]).map((name) => [name, sql.placeholder(name)]));
  const insert = db.insert(newUsers).values(placeholders).prepare("insert");
  return {
    nested: () => nested.execute(),
    tagsOf: (post) => post.postTags,
    byId: async (id) => (await byId.execute({ id }))[0],
    all: () => all.execute(),
    insert: (row) => insert.execute(row),
  };
}

async function pgClient() {
  const session = new pg.Client({ host: folder, user: "postgres", database });
  await session.connect();
  return session;
}
const postgresClient = () => postgres({ host: folder, user: "postgres", database, max: 1 });

const makers = {
  pg: async () => {
    const session = await pgClient();
    return byHand(async (name, values) => (await session.query({ name, text: texts[name], values })).rows);
  },
  postgres: async () => {
    const session = postgresClient();
    return byHand((name, values) => session.unsafe(texts[name], values, { prepare: true }));
  },
  "drizzle-pg": async () => byDrizzle(drizzleOnPg(await pgClient(), { schema })),
  "drizzle-postgres": async () => byDrizzle(drizzleOnPostgres(postgresClient(), { schema })),
};

const ways = await makers[client]();
const ids = (await ways.all()).map((u) => u.id).slice(0, 5000);
let next = 0;
const operations = {
  nested_read: async () => {
    const rows = await ways.nested();
    let foundPosts = 0;
    let foundTags = 0;
    for (const user of rows) {
      foundPosts += user.posts.length;
      for (const post of user.posts) foundTags += ways.tagsOf(post).length;
    }
    expect(rows.length === 1000 && foundPosts === 5000 && foundTags === 10000, "rows are missing");
  },
  point_select: async () => expect((await ways.byId(ids[next++ % ids.length])).email, "the row is not there"),
  select_rows: async () => expect((await ways.all()).length === 10000, "rows are missing"),
  insert_row: () => ways.insert(newRows[next++ % newRows.length]),
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [name, count] = line.split(" ");
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (let i = 0; i < Number(count); ++i) await operations[name]();
  const wall = Number(process.hrtime.bigint() - start) / 1e3;
  const cpu = process.cpuUsage(before);
  console.log(`${(wall / count).toFixed(3)} ${((cpu.user + cpu.system) / count).toFixed(3)}`);
}
process.exit(0);
