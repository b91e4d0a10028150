/** Tar archives as streams, read strictly. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.tool.tar;
