/** What was fetched or made once, kept by the hash of its bytes. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.store;
