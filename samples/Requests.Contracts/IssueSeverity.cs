namespace Requests.Contracts;

/// <summary>How much of the system a technical issue affects.</summary>
public enum IssueSeverity
{
    /// <summary>A nuisance with a way around it.</summary>
    Minor,

    /// <summary>A function does not work for some users.</summary>
    Major,

    /// <summary>A function does not work for anybody, or data is at risk.</summary>
    Critical,
}
