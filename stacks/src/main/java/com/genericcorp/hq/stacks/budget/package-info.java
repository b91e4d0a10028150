/** What it may cost. */
package com.genericcorp.hq.stacks.budget;
