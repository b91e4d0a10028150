/** What several tests of the builder need. */
package com.genericcorp.hq.builder.testing;
