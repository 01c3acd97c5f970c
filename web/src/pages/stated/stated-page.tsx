export function ClientsPage() {
  return null;
}
export function TargetsPage() {
  return null;
}
