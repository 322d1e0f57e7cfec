[Id]
public readonly partial record struct ContactId(Guid Value);
