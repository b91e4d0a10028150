/** Three-way merging of configuration. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.tool.merge;
