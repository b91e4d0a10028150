/** The rules that what a program registers has to keep, and the waivers of an environment. */
package com.genericcorp.hq.plan.policies;
