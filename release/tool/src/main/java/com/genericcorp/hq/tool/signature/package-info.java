/** Minisign's signatures and lists of checksums. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.tool.signature;
