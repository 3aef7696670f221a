// Windows with a name (PostgreSQL manual, 7.2.5): WINDOW w AS (…).
//
//     constexpr auto w = window<"w">(partition_by(posts.author_id).order_by(desc(posts.likes)));
//     db.select(posts.title, over(rank(), w), over(sum(posts.likes), w)).from(posts).window(w)
#pragma once

#include <type_traits>
#include <utility>

#include "squall/query/windows.hpp"

namespace squall {

namespace detail {

template <class Base, class Window>
class window_extension;

/// A window where it is used: `over ("w")`, and where it is declared.
template <fixed_string Name, class Window>
class named_window {
 public:
  static constexpr bool is_named_window = true;
  static constexpr bool has_frame = Window::has_frame;
  static constexpr bool is_static = true;
  static constexpr bool has_values = false;
  using window_type = Window;

  constexpr explicit named_window(Window window) : window_(std::move(window)) {}

  static constexpr stray_column stray(const scope&) { return {}; }
  static constexpr void write(sql_writer& w, const named_window*) { w.identifier(Name.view()); }
  template <class Sink>
  void bind(Sink&) const {}

  static constexpr void write_definition(sql_writer& w, const named_window* self) {
    w.identifier(Name.view());
    w.put(" as (");
    Window::write(w, self == nullptr ? nullptr : &self->window_);
    w.put(")");
  }
  template <class Sink>
  void bind_definition(Sink& sink) const {
    if constexpr (Window::has_values)
      window_.bind(sink);
  }

  /// The window and an order, or a frame, that it does not have.
  template <class... E>
  constexpr auto order_by(E... e) const {
    return extend(partition_by().order_by(std::move(e)...));
  }
  constexpr auto rows(frame_bound from, frame_bound to, frame_exclusion exclude = {}) const {
    return extend(partition_by().rows(from, to, exclude));
  }
  constexpr auto range(frame_bound from, frame_bound to, frame_exclusion exclude = {}) const {
    return extend(partition_by().range(from, to, exclude));
  }
  constexpr auto groups(frame_bound from, frame_bound to, frame_exclusion exclude = {}) const {
    return extend(partition_by().groups(from, to, exclude));
  }

 private:
  template <class More>
  constexpr auto extend(More more) const {
    static_assert(!Window::has_frame, "squall: a window with a frame cannot be extended");
    return window_extension<named_window, More>(std::move(more));
  }
  [[no_unique_address]] Window window_;
};

/// `over ("w" order by …)`
template <class Base, class Window>
class window_extension {
 public:
  static constexpr bool has_frame = Window::has_frame;
  static constexpr bool is_static = Window::is_static;
  static constexpr bool has_values = Window::has_values;

  constexpr explicit window_extension(Window window) : window_(std::move(window)) {}

  static constexpr stray_column stray(const scope& tables) { return Window::stray(tables); }
  static constexpr void write(sql_writer& w, const window_extension* self) {
    Base::write(w, nullptr);
    w.put(" ");
    Window::write(w, self == nullptr ? nullptr : &self->window_);
  }
  template <class Sink>
  void bind(Sink& sink) const {
    window_.bind(sink);
  }
  /// A frame behind the order.
  constexpr auto rows(frame_bound from, frame_bound to, frame_exclusion exclude = {}) const {
    return with(window_.rows(from, to, exclude));
  }
  constexpr auto range(frame_bound from, frame_bound to, frame_exclusion exclude = {}) const {
    return with(window_.range(from, to, exclude));
  }
  constexpr auto groups(frame_bound from, frame_bound to, frame_exclusion exclude = {}) const {
    return with(window_.groups(from, to, exclude));
  }

 private:
  template <class More>
  static constexpr auto with(More more) {
    return window_extension<Base, More>(std::move(more));
  }
  [[no_unique_address]] Window window_;
};

template <class T>
inline constexpr bool is_named_window = requires { requires T::is_named_window; };
template <class T, bool Ok>
struct check_named_window {
  static_assert(Ok, "squall: window() takes windows with a name: window<\"w\">(partition_by(…)) (see T)");
};

/// ` window "w" as (…), "v" as (…)`
template <class... W>
struct window_clause : clause_base<rank::window> {
  static constexpr bool is_static = (W::window_type::is_static && ...);
  static constexpr bool has_values = (W::window_type::has_values || ...);
  [[no_unique_address]] pack<W...> windows;

  static constexpr stray_column stray(const scope& tables) {
    stray_column found;
    (void)((found = W::window_type::stray(tables), found.found()) || ...);
    return found;
  }
  static constexpr void write(sql_writer& w, const window_clause* self) {
    write_each(w, self, std::index_sequence_for<W...>{});
  }
  template <class Sink>
  void bind(Sink& sink) const {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (item<I>(windows).bind_definition(sink), ...);
    }(std::index_sequence_for<W...>{});
  }

 private:
  template <std::size_t... I>
  static constexpr void write_each(sql_writer& w, const window_clause* self, std::index_sequence<I...>) {
    ((w.put(I == 0 ? " window " : ", "), W::write_definition(w, self == nullptr ? nullptr : &item<I>(self->windows))),
     ...);
  }
};
template <class... W>
constexpr auto make_window_clause(const W&... windows) {
  ((void)sizeof(check_named_window<W, is_named_window<W>>), ...);
  if constexpr ((is_named_window<W> && ...))
    return window_clause<W...>{{}, {{windows}...}};
  else
    return refused_clause{};
}

}  // namespace detail

/// A window with a name: for over(), and for the statement's window().
template <fixed_string Name, class Window>
constexpr auto window(Window spec) {
  static_assert(!Name.empty() && Name.view().size() <= 63, "squall: a name in PostgreSQL has 1 to 63 bytes");
  return detail::named_window<Name, Window>(std::move(spec));
}

}  // namespace squall
