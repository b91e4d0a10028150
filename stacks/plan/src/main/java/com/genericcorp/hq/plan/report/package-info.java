/** A plan, and what people and programs are told of it. */
package com.genericcorp.hq.plan.report;
