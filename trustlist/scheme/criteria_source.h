#pragma once

#include <vector>

#include "lib/xml/writer.h"
#include "trustlist/model/criteria.h"
#include "trustlist/scheme/source_reading.h"

namespace accord::trustlist::scheme {

// Qualifiers and their criteria (TS 119 612, 5.5.9.2) as a source document has them: OIDs in dotted
// decimal, one element for each.

/// The `qualification` elements that stand next. Findings: those of SourceReader, and
/// `source_value_wrong` for an OID, a word or a criteria list that is none.
[[nodiscard]] std::vector<QualificationElement> read_qualification_elements(SourceReader& parts);

/// One of them; `criteria` has only members that `read_qualification_elements` gives.
void write_qualification(xml::Writer& out, const QualificationElement& element);

}  // namespace accord::trustlist::scheme
