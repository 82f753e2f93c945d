/**
 * What the rows of all cases have in common, given to deflate as if it had just seen it, for a block holds too few rows to
 * repeat much: the shapes of records, their fields in the order in which the server's database has them, the commonest
 * nearest the end. It is part of what lies on the disk: a block opens with just these bytes. Another text needs another
 * cipher marker, and this one stays for as long as blocks of it do.
 */
export const DEFLATE_WORDS = [
  '"open","pending","closed","low","high","urgent","email","phone","internal"',
  '["contact:",[{"id":"","holds":[],"caseId":"","agentId":"","channel":"chat","endedAt":17,"endedBy":"agent","summary":"",',
  '"direction":"inbound","offeredAt":17,"answeredAt":17,"disposition":null,"wrappedUpAt":17},1,"0",',
  '["event:",[{"at":17,"by":{"id":"","name":""},"id":"","kind":"","caseId":"","detail":{}},1,"0",',
  '["delivery:",[{"id":"","state":"sent","caseId":"","sentAt":17,"failure":null},1,"0",',
  '["message:",[{"id":"","body":"","html":null,"links":[],"author":{"id":"","kind":"agent","name":""},"caseId":"",',
  '"channel":"chat","contactId":null,"writtenAt":17,"receivedAt":17,"visibility":"public","publicOrdinal":1},1,"0",',
  '["message:",[{"id":"","body":"","html":null,"links":[],"author":{"id":"","kind":"customer","name":""},"caseId":"",',
  '"channel":"chat","contactId":null,"writtenAt":17,"receivedAt":17,"visibility":"public","publicOrdinal":1},1,"0",2,',
  '["queue:","assigned:","case:"]],1]][["case:",[{"id":"","tags":["",""],"number":10,"reason":null,"status":"solved",',
  '"channel":"phone","orderId":null,"queueId":"","subject":"","openedAt":17,"parentId":null,"priority":"normal",',
  '"assigneeId":"","customerId":"","replyDueAt":null,"escalations":[],"publicCount":1,"mergedIntoId":null,',
  '"waitingSince":null,"lastCustomerMessageAt":17},1,"0",2,["queue:","assigned:","case:"]],1],["message:',
].join('')
