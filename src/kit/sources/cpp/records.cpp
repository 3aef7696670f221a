#include "kit/sources/cpp/records.hpp"

#include "kit/sources/cpp/column_record.hpp"
#include "kit/sources/cpp/model_builder.hpp"

namespace squall::kit {
namespace {

struct sink_context {
  described_schema* out;
  model_builder* builder;
};

}  // namespace

described_schema model_from_records(void (*describe_schema)(const definition::sink*)) {
  described_schema out;
  model_builder builder(out);
  sink_context context{&out, &builder};
  definition::sink sink{
      definition::abi_version, &context,
      [](void* c, const definition::table_record* t) { static_cast<sink_context*>(c)->builder->add(*t); },
      [](void* c, const definition::declaration_record* s) { static_cast<sink_context*>(c)->builder->add(*s); },
      [](void* c, definition::text message) {
        static_cast<sink_context*>(c)->out->problems.emplace_back(text_view(message));
      }};
  describe_schema(&sink);
  builder.finish();
  return out;
}

}  // namespace squall::kit
