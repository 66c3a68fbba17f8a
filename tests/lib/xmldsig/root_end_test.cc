#include "lib/xmldsig/root_end.h"

#include <catch2/catch_test_macros.hpp>

namespace accord::tests {

TEST_CASE("the end of the root is found behind everything that looks like it") {
  using xmldsig::insert_before_root_end;
  const auto check = [](const std::string& before, const std::string& after) {
    CHECK(insert_before_root_end(before + after, "<s/>") == before + "<s/>" + after);
  };
  check("<a>", "</a>");
  check("<a><b/>text", "</a >\n<!-- </a> --><?x </a>?>");
  check("<!-- <a></a> --><?x <a></a>?><a><!-- </a> --><![CDATA[</a>]]><?x </a>?>", "</a>");
  check("<a b='/a>'><c d=\"/>'/a>\"/><a></a><a e='/'></a>", "</a>");
  CHECK(insert_before_root_end("<a/>", "<s/>") == "<a><s/></a>");
  CHECK(insert_before_root_end("<x:a b='/>' />\n<!-- <c/> -->", "<s/>") ==
        "<x:a b='/>' ><s/></x:a>\n<!-- <c/> -->");
}

}  // namespace accord::tests
