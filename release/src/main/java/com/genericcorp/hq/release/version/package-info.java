/** Which version comes next, from what was committed. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.version;
