/** An entity's row as the model's noun. */
import type { Entity, EntityType } from '../../../model/entity.ts';
import type { Row } from './driver.ts';
import { integer, text, toLabels } from './rows.ts';

export function toEntity(row: Row): Entity {
  return {
    ref: integer(row, 'id'),
    type: text(row, 'type') as EntityType,
    value: text(row, 'value'),
    labels: toLabels(row),
  };
}
