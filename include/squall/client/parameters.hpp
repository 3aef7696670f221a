// The parameters of one execution, in the form that libpq takes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "squall/client/connection.hpp"

namespace squall {

namespace detail {
[[noreturn]] void throw_parameters_full(std::size_t capacity);
}  // namespace detail

/// Where codecs put parameters, in the order of `$1`, `$2`, …. Fixed-width values go into a buffer of the writer; texts
/// are referred to and not copied, so they have to live until the statement was sent.
class parameter_writer {
 public:
  parameter_writer(const parameter_writer&) = delete;
  parameter_writer& operator=(const parameter_writer&) = delete;

  /// NULL of the type `oid`.
  void null(std::uint32_t oid) { add(nullptr, 0, oid, true); }
  /// A value that lives elsewhere. A value in text format must end with a zero byte and hold none.
  void reference(std::string_view value, std::uint32_t oid, bool binary) {
    add(value.data() == nullptr ? "" : value.data(), value.size(), oid, binary);
  }
  /// A value that the writer keeps: `size` bytes to be filled in.
  char* binary(std::size_t size, std::uint32_t oid) {
    char* bytes = space(size);
    add(bytes, size, oid, true);
    return bytes;
  }
  /// A value that the writer copies, with a zero byte behind it.
  void copy(std::string_view value, std::uint32_t oid, bool binary);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// Valid until the writer changes or goes.
  [[nodiscard]] wire_parameters parameters() const noexcept;
  operator wire_parameters() const noexcept { return parameters(); }

 protected:
  parameter_writer(char* buffer, std::size_t buffer_size) noexcept : free_(buffer), left_(buffer_size) {}
  ~parameter_writer() {
    if (blocks_ != nullptr) [[unlikely]]
      free_blocks();
  }

  void use(const char** values, int* lengths, int* formats, std::uint32_t* types, std::size_t capacity) noexcept {
    values_ = values;
    lengths_ = lengths;
    formats_ = formats;
    types_ = types;
    capacity_ = capacity;
  }
  /// Makes room for one parameter more, or throws usage_error.
  virtual void grow();

 private:
  void add(const char* value, std::size_t length, std::uint32_t oid, bool binary) {
    if (size_ == capacity_) [[unlikely]]
      grow();
    if (length > 0x3fffffff) [[unlikely]]
      throw_too_long(length);
    values_[size_] = value;
    lengths_[size_] = static_cast<int>(length);
    formats_[size_] = binary ? 1 : 0;
    types_[size_] = oid;
    ++size_;
  }
  char* space(std::size_t size) {
    if (size > left_) [[unlikely]]
      add_block(size);
    char* start = free_;
    free_ += size;
    left_ -= size;
    return start;
  }
  void add_block(std::size_t at_least);
  void free_blocks() noexcept;
  [[noreturn]] void throw_too_long(std::size_t length) const;

  const char** values_ = nullptr;
  int* lengths_ = nullptr;
  int* formats_ = nullptr;
  std::uint32_t* types_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  char* free_;
  std::size_t left_;
  char* blocks_ = nullptr;  // each begins with the address of the one before
  std::size_t block_size_ = 2048;
};

/// N parameters on the stack: nothing is allocated for fixed-width values and texts.
///
///     squall::static_parameters<1> p;
///     squall::codec<squall::uuid_t>::encode(p, id);
///     db.execute_prepared(key, "select …", p);
template <std::size_t N>
class static_parameters final : public parameter_writer {
 public:
  static_parameters() noexcept : parameter_writer(buffer_, sizeof buffer_) {
    use(values_, lengths_, formats_, types_, N);
  }

 private:
  static constexpr std::size_t slots = N == 0 ? 1 : N;
  const char* values_[slots];
  int lengths_[slots];
  int formats_[slots];
  std::uint32_t types_[slots];
  char buffer_[slots * 16];
};

/// Any number of parameters; as few as most statements have are kept on the stack.
class dynamic_parameters final : public parameter_writer {
 public:
  dynamic_parameters() noexcept : parameter_writer(buffer_, sizeof buffer_) {
    use(few_.values, few_.lengths, few_.formats, few_.types, few);
  }
  ~dynamic_parameters() {
    if (many_ != nullptr) [[unlikely]]
      free_many();
  }
  dynamic_parameters(const dynamic_parameters&) = delete;
  dynamic_parameters& operator=(const dynamic_parameters&) = delete;
  void reserve(std::size_t capacity);

 private:
  static constexpr std::size_t few = 24;

  void grow() override;
  void free_many() noexcept;

  struct {
    const char* values[few];
    int lengths[few];
    int formats[few];
    std::uint32_t types[few];
  } few_;
  char buffer_[few * 16];
  struct many;
  many* many_ = nullptr;
};

}  // namespace squall
