/** Whether a name is ours, and whether the world finds us by it: RDAP, DNS, Route 53. */
package com.genericcorp.hq.domain;
