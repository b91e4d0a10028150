/** What changes from one plan to another. */
package com.genericcorp.hq.plan.against;
