#include <sstream>

#include "kit/walk/layout.hpp"

namespace squall::kit::walk {
namespace {

struct referring {
  const char* catalog;
  const char* columns;
};

/// Names of columns are told apart by their beginnings: no catalog has one of another, but for two that mean the same.
constexpr referring references[] = {
    {"pg_am", "relam opfmethod opcmethod amopmethod"},
    {"pg_authid",
     "proowner typowner relowner oprowner opfowner opcowner lanowner stxowner evtowner nspowner conowner cfgowner "
     "dictowner extowner fdwowner srvowner umuser polroles defaclrole collowner pubowner subowner roleid member "
     "grantor setrole"},
    {"pg_class",
     "typrelid attrelid reltoastrelid relrewrite adrelid conrelid conindid confrelid inhrelid inhparent indexrelid "
     "indrelid stxrelid ev_class tgrelid tgconstrrelid tgconstrindid classid refclassid classoid extconfig ftrelid "
     "polrelid partrelid partdefid seqrelid prrelid"},
    {"pg_collation", "typcollation attcollation indcollation partcollation rngcollation"},
    {"pg_constraint", "conparentid tgconstraint"},
    {"pg_database", "setdatabase subdbid"},
    {"pg_foreign_data_wrapper", "srvfdw"},
    {"pg_foreign_server", "umserver ftserver"},
    {"pg_language", "prolang trflang"},
    {"pg_namespace",
     "pronamespace typnamespace relnamespace connamespace oprnamespace opfnamespace opcnamespace stxnamespace "
     "cfgnamespace dictnamespace prsnamespace tmplnamespace extnamespace defaclnamespace collnamespace"},
    {"pg_opclass", "indclass partclass rngsubopc"},
    {"pg_operator", "conpfeqop conppeqop conffeqop conexclop oprcom oprnegate amopopr aggsortop"},
    {"pg_opfamily", "opcfamily amopfamily amopsortfamily amprocfamily"},
    {"pg_proc",
     "prosupport typinput typoutput typreceive typsend typmodin typmodout typanalyze oprcode oprrest oprjoin amhandler "
     "amproc lanplcallfoid laninline lanvalidator aggfnoid aggtransfn aggfinalfn aggcombinefn aggserialfn "
     "aggdeserialfn aggmtransfn aggminvtransfn aggmfinalfn tgfoid evtfoid castfunc conproc prsstart prstoken prsend "
     "prsheadline prslextype tmplinit tmpllexize fdwhandler fdwvalidator rngcanonical rngsubdiff trffromsql trftosql"},
    {"pg_publication", "prpubid"},
    {"pg_tablespace", "reltablespace"},
    {"pg_trigger", "tgparentid"},
    {"pg_ts_config", "mapcfg"},
    {"pg_ts_dict", "mapdict"},
    {"pg_ts_parser", "cfgparser"},
    {"pg_ts_template", "dicttemplate"},
    {"pg_type",
     "provariadic prorettype proargtypes proallargtypes protrftypes typelem typarray typbasetype atttypid reltype "
     "reloftype contypid oprleft oprright oprresult opcintype opckeytype amoplefttype amoprighttype amproclefttype "
     "amprocrighttype aggtranstype aggmtranstype castsource casttarget enumtypid rngtypid rngsubtype trftype "
     "seqtypid"},
};

}  // namespace

std::vector<catalog_reference> references_of_13() {
  std::vector<catalog_reference> out;
  for (const referring& r : references) {
    std::istringstream names(r.columns);
    for (std::string name; names >> name;) {
      out.push_back({name, r.catalog});
    }
  }
  for (const auto& [relation, column] :
       {std::pair{"adrelid", "adnum"}, std::pair{"conrelid", "conkey"}, std::pair{"confrelid", "confkey"},
        std::pair{"indrelid", "indkey"}, std::pair{"stxrelid", "stxkeys"}, std::pair{"tgrelid", "tgattr"},
        std::pair{"partrelid", "partattrs"}}) {
    out.push_back({column, "pg_attribute", relation});
  }
  return out;
}

}  // namespace squall::kit::walk
