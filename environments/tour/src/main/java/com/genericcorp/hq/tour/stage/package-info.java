/** What the tour's steps are given: the organisations, the operator's commands, the presenter. */
package com.genericcorp.hq.tour.stage;
