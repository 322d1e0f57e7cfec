namespace Acme.Workshop;

/// <summary>What the rules need to know about a gadget.</summary>
internal sealed record GadgetState(GadgetId Id, GadgetStatus Status, long Version) : IVersioned
{
    public static Sql ById(GadgetId id) => $"select id, status, version from gadget_table where id = {id}";
}
