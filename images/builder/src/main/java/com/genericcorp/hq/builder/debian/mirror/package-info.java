/** Debian mirrors: where one is, and what it brings, fetched within bounds and then verified. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.debian.mirror;
