/** What an environment would be on AWS, what it costs a month and which rule it breaks. */
package com.genericcorp.hq.plan;
