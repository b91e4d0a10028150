/** Bills of materials: every Debian package and every jar of an image, in CycloneDX. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.sbom;
