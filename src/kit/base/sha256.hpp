// SHA-256 of strings and files, as lower-case hex.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace squall::kit {

/// A digest in the making: add() any number of times, then hex() once.
class sha256 {
 public:
  sha256();
  sha256& add(std::string_view bytes);
  [[nodiscard]] std::string hex();

 private:
  struct deleter {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  std::unique_ptr<evp_md_ctx_st, deleter> context_;
};

std::string sha256_hex(std::string_view bytes);

/// Of a file's content, read in pieces. Throws kit::error that names the file.
std::string sha256_file(const std::filesystem::path& path);

}  // namespace squall::kit
