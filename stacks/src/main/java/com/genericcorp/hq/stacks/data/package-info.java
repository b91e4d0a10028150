/** What organisations take with them when they leave. */
package com.genericcorp.hq.stacks.data;
