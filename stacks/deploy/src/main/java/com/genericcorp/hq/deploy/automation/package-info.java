/** The stacks by Pulumi's Automation API and its program; nothing else here speaks to Pulumi. */
package com.genericcorp.hq.deploy.automation;
