/** OpenPGP's signatures of a Debian archive, checked in process. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.debian.signature;
