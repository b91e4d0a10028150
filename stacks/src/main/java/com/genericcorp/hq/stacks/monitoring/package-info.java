/** Who is told when, and what is looked at. */
package com.genericcorp.hq.stacks.monitoring;
