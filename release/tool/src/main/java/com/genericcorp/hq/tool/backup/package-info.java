/** A backup's one file. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.tool.backup;
