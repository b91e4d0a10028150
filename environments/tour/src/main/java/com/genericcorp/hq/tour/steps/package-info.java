/** The tour's steps: what is done and shown between the presenter's words. */
package com.genericcorp.hq.tour.steps;
