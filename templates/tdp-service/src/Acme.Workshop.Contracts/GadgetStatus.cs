namespace Acme.Workshop.Contracts;

/// <summary>Where a gadget stands.</summary>
public enum GadgetStatus
{
    /// <summary>In use.</summary>
    Open,

    /// <summary>Done with; it stays as it is.</summary>
    Closed,
}
