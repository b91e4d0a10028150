/** What a customer checks of a download. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.verify;
