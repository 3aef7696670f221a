"""The C++ that benchmarks/compile has compiled: schemas, queries on them, and a piece that has nothing of Squall."""

BEGIN = "namespace app {\nusing namespace squall;\n"
END = "}  // namespace app\n"


def table(i):
    reference = f".references(t{i - 1}.id, {{.on_delete = cascade}})" if i else ""
    return f"""
template <class M>
struct T{i} {{
  col<M, uuid().primary_key().default_random()> id;
  col<M, varchar(255).not_null().unique()> email;
  col<M, varchar(100).not_null()> first_name;
  col<M, text()> bio;
  col<M, boolean().not_null().default_(true)> is_active;
  col<M, integer().not_null().default_(0)> likes;
  col<M, bigint().not_null().default_(0)> views;
  col<M, numeric(10, 2)> price;
  col<M, jsonb()> extra;
  col<M, uuid(){reference}> parent_id;
  col<M, timestamptz().not_null().default_now()> created_at;
  col<M, timestamptz()> updated_at;
}};
inline constexpr auto t{i} = table<T{i}, "t{i}">([](auto t) {{
  return list(index("t{i}_parent").on(t.parent_id), index("t{i}_created").on(t.created_at));
}});
"""


def schema(tables):
    """A header with that many tables of 12 columns, 2 indexes and a foreign key."""
    return ('#ifndef SCHEMA_HPP\n#define SCHEMA_HPP\n#include "squall/squall.hpp"\n\n' + BEGIN +
            "".join(table(i) for i in range(tables)) + END + "#endif\n")


# The bodies of functions; {a} and {b} are the numbers of neighbouring tables, where b's parent_id is a key of a.
# 10 of them are the budget of many queries, all 20 that of a source file of an application.
KINDS = [
    'return db.select().from(t{a}).where(t{a}.id == id).first().has_value();',
    'return db.select(t{a}.id, t{a}.email, t{a}.views).from(t{a}).where(t{a}.is_active && like(t{a}.first_name, "%John%"))'
    '.order_by(desc(t{a}.created_at)).limit(10).all().size() > 0;',
    'return db.select(t{b}.email, t{a}.email).from(t{b}).inner_join(t{a}, t{b}.parent_id == t{a}.id)'
    '.where(t{b}.views > {n}).all().size() > 0;',
    'return db.select().from(t{a}).left_join(t{b}, t{b}.parent_id == t{a}.id).where(t{a}.id == id).all().size() > 0;',
    'return db.insert(t{a}).values({{.email = "a", .first_name = "b"}}).returning().one().views == 0;',
    'return db.insert(t{a}).values(t{a}.email = "a", t{a}.first_name = "b", t{a}.likes = {n}).execute() == 1;',
    'return db.update(t{a}).set(t{a}.views = t{a}.views + 1, t{a}.updated_at = now()).where(t{a}.id == id).execute() == 1;',
    'return db.update(t{a}).set({{.is_active = false}}).where(t{a}.id == id).execute() == 1;',
    'return db.erase(t{a}).where(t{a}.id == id && t{a}.likes < {n}).execute() == 1;',
    'return db.select(t{a}.is_active, count(), sum(t{a}.views)).from(t{a}).group_by(t{a}.is_active)'
    '.order_by(t{a}.is_active).all().size() > 0;',
    'return db.select(count()).from(t{a}).where(t{a}.created_at > now()).one() > 0;',
    'return db.select().from(t{a}).where(in(t{a}.likes, 1, 2, {n})).order_by(t{a}.email).limit(20).offset(40).all().empty();',
    'return db.select(t{a}.email).from(t{a}).where(t{a}.bio == nullptr || between(t{a}.views, 1, {n})).all().empty();',
    'return db.select(t{a}.email, count(t{b}.id)).from(t{a}).left_join(t{b}, t{b}.parent_id == t{a}.id)'
    '.group_by(t{a}.email).having(count(t{b}.id) > 1).all().empty();',
    'return db.select(lower(t{a}.email), coalesce(t{a}.bio, "-")).from(t{a}).where_if({n} > 1, t{a}.is_active == true).all().empty();',
    'condition c;\n  if (id == uuid_t{{}})\n    c &= t{a}.views > {n};\n  return db.select().from(t{a}).where(c).all().empty();',
    'return db.insert(t{a}).values(std::vector<insert_t<T{a}>>{{{{.email = "a", .first_name = "b"}}}}).execute() == 1;',
    'return db.insert(t{a}).values({{.email = "a", .first_name = "b"}}).on_conflict(t{a}.email)'
    '.do_update(t{a}.views = excluded(t{a}.views)).execute() == 1;',
    'return db.update(t{a}).set(t{a}.likes = {n}).where(t{a}.id == id).returning(t{a}.likes).one() == {n};',
    'return db.transaction([&](auto& tx) {{\n    tx.erase(t{b}).where(t{b}.parent_id == id).execute();\n'
    '    return tx.erase(t{a}).where(t{a}.id == id).returning().all().size() == 1;\n  }});',
]


def queries(count, tables, kinds=len(KINDS)):
    """Functions of one query each, on the first `tables` tables in turn."""
    text = ""
    for n in range(count):
        a = n % (tables - 1)
        body = KINDS[n % kinds].format(a=a, b=a + 1, n=n)
        text += f"bool q{n}([[maybe_unused]] squall::database& db, [[maybe_unused]] uuid_t id) {{\n  {body}\n}}\n"
    return BEGIN + text + END


def yardstick(repeats):
    """Standard C++ alone, in the mix that Squall is: much to read, many templates, names by the hundred."""
    text = "".join(f"#include <{h}>\n" for h in (
        "algorithm", "array", "chrono", "functional", "map", "memory", "optional", "ranges", "regex", "string", "tuple",
        "unordered_map", "utility", "variant", "vector"))
    for n in range(repeats):
        text += f"""
struct k{n} {{ int a; std::string b; auto operator<=>(const k{n}&) const = default; }};
template <int N> struct w{n} {{ static constexpr std::array<int, N> v = [] {{ std::array<int, N> x{{}}; for (int i = 0; i < N; ++i) x[i] = i * i; return x; }}(); }};
std::size_t f{n}(std::map<k{n}, std::vector<std::optional<k{n}>>>& m, std::function<bool(const k{n}&, std::variant<int, k{n}>)> f) {{
  std::tuple<k{n}, std::unique_ptr<k{n}>, int> t{{k{n}{{{n}, "x"}}, std::make_unique<k{n}>(), w{n}<64>::v[{n} % 64]}};
  auto& list = m[std::get<0>(t)];
  list.emplace_back(k{n}{{1, "y"}});
  std::ranges::sort(list, [](const auto& x, const auto& y) {{ return x->b < y->b; }});
  return std::apply([&](auto&... part) {{ return sizeof...(part); }}, t) + (f(*list.front(), std::get<0>(t)) ? list.size() : 0);
}}
"""
    return text
