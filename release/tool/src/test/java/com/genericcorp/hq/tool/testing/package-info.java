/** What tests of the package need, too. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.tool.testing;
