import { DurableObject } from 'cloudflare:workers'

export class ModelLearner extends DurableObject<Env> {}
