// A provider of security labels for PostgreSQL 15 that takes any label: Debian packages none (manual, SECURITY LABEL;
// src/test/modules/dummy_seclabel of the source). The few declarations of the server that it needs are repeated
// here, so that the tests build without the server's headers.
extern "C" {

struct object_address;
using check_label = void (*)(const object_address* object, const char* label);
void register_label_provider(const char* name, check_label check);

// src/include/fmgr.h, Pg_magic_struct of version 15: the server loads nothing that was built for another.
struct magic {
  int length;
  int version;
  int function_arguments;
  int index_keys;
  int name_length;
  int float8_by_value;
  char abi_extra[32];
};

const magic* Pg_magic_func();
void _PG_init();

const magic* Pg_magic_func() {
  static const magic built_for{sizeof(magic), 1500, 100, 32, 64, 1, "PostgreSQL"};
  return &built_for;
}

void _PG_init() {
  register_label_provider("squall's test", [](const object_address*, const char*) {});
}

}  // extern "C"
