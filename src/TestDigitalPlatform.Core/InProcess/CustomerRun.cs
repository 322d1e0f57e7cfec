namespace TestDigitalPlatform;

/// <summary>How a run over the service's customers went.</summary>
/// <param name="Done">For how many customers the work was done.</param>
/// <param name="Failed">For how many it failed; the log says why.</param>
/// <param name="IsComplete">Whether every customer had its turn; no when the database could not be reached.</param>
public sealed record CustomerRun(int Done, int Failed, bool IsComplete);
