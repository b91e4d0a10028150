/** Whether what was to be deployed is what runs. */
package com.genericcorp.hq.account.rollout;
