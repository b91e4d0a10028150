/** Images from signed Debian packages and our own jars, without a daemon and without root. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder;
