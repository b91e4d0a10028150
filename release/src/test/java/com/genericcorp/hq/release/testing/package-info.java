/** A GitHub, a remote and packages for tests. */
package com.genericcorp.hq.release.testing;
