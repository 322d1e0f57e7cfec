namespace TestDigitalPlatform.Operations;

/// <summary>Holds messages, and settings, against the limits of their contract; whoever binds requests knows how.</summary>
internal interface IMessageLimits
{
    /// <summary>Which parts break them; empty when none does.</summary>
    IReadOnlyList<FieldError> ErrorsOf(object message);
}
