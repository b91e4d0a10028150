/** Debian packages as an image's base. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.debian;
