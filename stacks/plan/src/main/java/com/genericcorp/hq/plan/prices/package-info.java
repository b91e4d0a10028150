/** What the resources cost: the book of prices, a rule for each type, the lines of a month. */
package com.genericcorp.hq.plan.prices;
