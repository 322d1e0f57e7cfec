using TestDigitalPlatform.Client.Responses;

namespace TestDigitalPlatform;

/// <summary>A service said "no", and sending the same again would not change that.</summary>
/// <remarks>
/// Nothing was done. Made of the problem details that the service answered with (RFC 9457), for a status from 400 to
/// 499 that does not pass by waiting.
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

    /// <summary>Says which "no" it is, in snake case: a refusal's code, or one of the platform's own such as
    /// <c>not_found</c>.</summary>
    public string Code { get; }

    /// <summary>The HTTP status, from 400 to 499.</summary>
    public int Status { get; }

    /// <summary>What is wrong and what to do, for the person who asked: one line of 1,000 characters at
    /// most.</summary>
    public string Detail { get; }

    /// <summary>What is wrong with which part of the message; empty unless it could not be understood.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>The permissions of which the caller would need one; empty unless the code is
    /// <c>permission_required</c>.</summary>
    public IReadOnlyList<string> Permissions { get; }

    /// <summary>Finds the call in the service's traces and logs.</summary>
    public string? TraceId { get; }

    /// <summary>Whether it is this refusal, by its code.</summary>
    public bool Is(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return string.Equals(Code, refusal.Code, StringComparison.Ordinal);
    }
}
