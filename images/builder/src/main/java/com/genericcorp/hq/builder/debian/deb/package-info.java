/** Debian's package files, read within limits; nothing of them is run. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.debian.deb;
