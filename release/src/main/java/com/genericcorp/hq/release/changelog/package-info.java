/** What changed, in words that a customer reads. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.changelog;
