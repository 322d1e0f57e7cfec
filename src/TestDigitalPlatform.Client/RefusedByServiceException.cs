using TestDigitalPlatform.Client.Responses;

namespace TestDigitalPlatform;

/// <summary>A service refused a request, and a retry would not change that.</summary>
/// <remarks>
/// Nothing was done. Created from the problem details of the response (RFC 9457), for a status from 400 to
/// 499 that is not transient.
/// </remarks>
public sealed class RefusedByServiceException : DependencyException
{
    internal RefusedByServiceException(string operation, ServiceProblem problem)
        : base($"{operation} was refused: {problem.Code}: {problem.Text}")
    {
        (Operation, Code, Status) = (operation, problem.Code!, problem.Status);
        (Detail, TraceId, Errors) = (problem.Text, problem.TraceId, problem.Errors ?? []);
        Permissions = problem.Permissions ?? [];
    }

    /// <summary>The method and path, as in the contract: <c>POST /requests</c>.</summary>
    public string Operation { get; }

    /// <inheritdoc />
    /// <remarks>Always false.</remarks>
    public override bool IsTransient => false;

    /// <summary>The code in snake case: a refusal's code, or one of the platform such as
    /// <c>not_found</c>.</summary>
    public string Code { get; }

    /// <summary>The HTTP status, from 400 to 499.</summary>
    public int Status { get; }

    /// <summary>What is wrong and what to do, for the user: one line of at most 1,000
    /// characters.</summary>
    public string Detail { get; }

    /// <summary>The field errors; empty unless the code is <c>invalid_request</c>.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>The permissions of which the caller needs one; empty unless the code is
    /// <c>permission_required</c>.</summary>
    public IReadOnlyList<string> Permissions { get; }

    /// <summary>The id of the call in the service's traces and logs.</summary>
    public string? TraceId { get; }

    /// <summary>Whether the code is that of this refusal.</summary>
    public bool Is(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return string.Equals(Code, refusal.Code, StringComparison.Ordinal);
    }
}
