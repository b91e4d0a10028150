/** Streams sealed by a passphrase. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.tool.seal;
