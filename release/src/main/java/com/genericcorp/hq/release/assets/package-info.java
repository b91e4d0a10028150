/** The files of a release, and what is said of them: checksums, bills, provenance, figures. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.assets;
